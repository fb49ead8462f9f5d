package io.github.ports4j.cli;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Puts all jars of the class path into one, and native libraries beside it, for the launcher, which starts the command from there:
 * who looks for services opens every jar, and byte code of before Java 6 is neither taken into archives nor quickly verified.
 *
 * <pre>{@code
 * OneJar FOLDER     makes ports.jar in the folder, and the native libraries of jffi and JNA
 * }</pre>
 */
final class OneJar implements AutoCloseable {
    private static final String SERVICES = "META-INF/services/";
    private static final String CLASS = ".class";

    private final JarOutputStream out;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, List<byte[]>> services = new TreeMap<>();

    private OneJar(Path file, Manifest manifest) throws IOException {
        out = new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), manifest);
        taken.add(JarFile.MANIFEST_NAME);
    }

    /** Makes it. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path folder = Path.of(args[0]);
        try (OneJar jar = new OneJar(folder.resolve("ports.jar"), manifest())) {
            StringTokenizer paths = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
            while (paths.hasMoreTokens()) {
                jar.addAllOf(paths.nextToken());
            }
            jar.addServices();
        }
        unpackNativeLibraries(folder);
    }

    /** With the version that the command tells of itself. */
    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String version = OneJar.class.getPackage().getImplementationVersion();
        if (version != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        return manifest;
    }

    /** Of a file that several jars have, the first on the class path is taken, as class loaders do. */
    private void addAllOf(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.startsWith(SERVICES)) {
                    services.computeIfAbsent(name, none -> new ArrayList<>()).add(bytes(jar, entry));
                } else if (belongs(entry) && taken.add(name)) {
                    byte[] bytes = bytes(jar, entry);
                    put(name, name.endsWith(CLASS) ? OldClass.renew(bytes) : bytes);
                }
            }
        }
    }

    /** Not what is about the jar, and not the classes for a certain Java only: the others do the same. */
    private static boolean belongs(JarEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && !name.equals("module-info.class")
                && !name.startsWith("META-INF/versions/")
                && !(name.startsWith("META-INF/") && (name.endsWith(".SF") || name.endsWith(".RSA")));
    }

    /** The files of a service name all that the jars name. */
    private void addServices() throws IOException {
        for (Map.Entry<String, List<byte[]>> service : services.entrySet()) {
            out.putNextEntry(new JarEntry(service.getKey()));
            for (byte[] names : service.getValue()) {
                out.write(names);
                out.write('\n');
            }
        }
    }

    private void put(String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /**
     * Unpacks them under the names by which they are looked for in {@code jffi.boot.library.path} and {@code jna.boot.library.path};
     * this module has both only at run time.
     */
    private static void unpackNativeLibraries(Path folder) throws IOException, ReflectiveOperationException {
        Class<?> jffi = Class.forName("com.kenai.jffi.internal.StubLoader");
        Object jffiPlatform = jffi.getMethod("getPlatformName").invoke(null);
        unpack(jffi, "/jni/" + jffiPlatform + "/", "jffi-1.2", folder);
        Class<?> jna = Class.forName("com.sun.jna.Platform");
        Object jnaPlatform = jna.getField("RESOURCE_PREFIX").get(null);
        unpack(jna, "/com/sun/jna/" + jnaPlatform + "/", "jnidispatch", folder);
    }

    private static void unpack(Class<?> by, String path, String library, Path folder) throws IOException {
        String name = System.mapLibraryName(library).replace(".dylib", ".jnilib");
        try (InputStream content = by.getResourceAsStream(path + name)) {
            Files.copy(Objects.requireNonNull(content, name), folder.resolve(name));
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
