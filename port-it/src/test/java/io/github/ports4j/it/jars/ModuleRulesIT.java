package io.github.ports4j.it.jars;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Who may know whom, and who may do what: read from the module descriptors and the classes of the jars. */
class ModuleRulesIT {
    private static final String BASE = "io.github.ports4j";
    private static final String SPI = BASE + ".spi";

    /** Module name, without its beginning, to what it requires at run time. The API is the empty name. */
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "", Set.of(),
            ".posix",
                    Set.of(
                            BASE,
                            "org.jnrproject.constants",
                            "org.jnrproject.jffi",
                            "org.jnrproject.posix",
                            "org.objectweb.asm",
                            "org.objectweb.asm.commons",
                            "org.objectweb.asm.util"),
            ".testkit", Set.of(BASE),
            ".core", Set.of(BASE, "org.slf4j", "java.management", "jdk.management"),
            ".linux", Set.of(BASE, BASE + ".posix", "com.google.gson"),
            ".macos", Set.of(BASE, BASE + ".posix", "com.sun.jna"),
            ".cli",
                    Set.of(
                            BASE,
                            "info.picocli",
                            "com.google.gson",
                            "ascii.table",
                            "me.tongfei.progressbar",
                            "org.objectweb.asm",
                            "org.objectweb.asm.commons"));

    private static final Map<String, Set<String>> EXPORTED = Map.of(
            "", Set.of(BASE, SPI),
            ".posix", Set.of(BASE + ".posix"),
            ".testkit", Set.of(BASE + ".testkit", BASE + ".testkit.contract"),
            ".core", Set.of(),
            ".linux", Set.of(),
            ".macos", Set.of(),
            ".cli", Set.of());

    private static final Map<String, ModuleDescriptor> MODULES = modules();
    private static final Set<String> API_PACKAGES = descriptor("").packages();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrls(MODULES.keySet().stream().map(ModuleRulesIT::url).toList());

    @Test
    void modulesRequireWhatTheDesignAllows() {
        Map<String, Set<String>> required = new TreeMap<>();
        MODULES.forEach((name, module) -> required.put(
                name,
                module.requires().stream()
                        .filter(it -> !it.modifiers().contains(Requires.Modifier.MANDATED))
                        .filter(it -> !it.modifiers().contains(Requires.Modifier.STATIC))
                        .map(Requires::name)
                        .collect(toSet())));
        assertThat(required).isEqualTo(REQUIRED);
    }

    @Test
    void modulesExportWhatTheDesignSays() {
        Map<String, Set<String>> exported = new TreeMap<>();
        MODULES.forEach((name, module) -> exported.put(
                name,
                module.exports().stream()
                        .filter(it -> !it.isQualified())
                        .map(Exports::source)
                        .collect(toSet())));
        assertThat(exported).isEqualTo(EXPORTED);
    }

    @Test
    void servicesAreTheSameOnBothPaths() throws IOException {
        Map<String, Set<String>> onModulePath = new TreeMap<>();
        Map<String, Set<String>> onClassPath = new TreeMap<>();
        for (Map.Entry<String, ModuleDescriptor> module : MODULES.entrySet()) {
            for (Provides provides : module.getValue().provides()) {
                onModulePath
                        .computeIfAbsent(provides.service(), key -> new TreeSet<>())
                        .addAll(provides.providers());
            }
            addServiceFiles(jar(module.getKey()), onClassPath);
        }
        assertThat(onModulePath)
                .isEqualTo(Map.of(
                        SPI + ".HostProvider", Set.of(BASE + ".linux.LinuxProvider", BASE + ".macos.MacosProvider"),
                        SPI + ".PortsFactory", Set.of(BASE + ".core.LocalPortsFactory")));
        assertThat(onClassPath).isEqualTo(onModulePath);
        assertThat(descriptor("").uses()).containsExactly(SPI + ".PortsFactory");
        assertThat(descriptor(".core").uses()).containsExactly(SPI + ".HostProvider");
    }

    @Test
    void onlyPosixSeesJnrAndJffi() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".posix..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..")
                .check(CLASSES);
    }

    @Test
    void onlyMacosSeesJna() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".macos..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void providersKnowNeitherCoreNorEachOther() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".linux..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".core..", BASE + ".macos..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".macos..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".core..", BASE + ".linux..")
                .check(CLASSES);
    }

    /** Constants of a class are in its file as they are, so that the bytes can be searched for them. */
    @Test
    void noOperatingSystemDecidesInTheApiOrInCore() throws IOException {
        Set<String> asking = new TreeSet<>();
        for (String module : List.of("", ".core")) {
            try (JarFile file = new JarFile(jar(module).toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    if (text(file, entry).contains("os.name")) {
                        asking.add(entry.getName());
                    }
                }
            }
        }
        assertThat(asking).isEmpty();
    }

    @Test
    void onlyTheCommandPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    /** Between modules the module system sees to it. The API's packages are one: Ports takes a provider, which answers values. */
    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        String name = type.getPackageName();
                        return SliceIdentifier.of(API_PACKAGES.contains(name) ? BASE : name);
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static Map<String, ModuleDescriptor> modules() {
        Map<String, ModuleDescriptor> found = new TreeMap<>();
        for (String name : REQUIRED.keySet()) {
            found.put(name, descriptor(name));
        }
        return found;
    }

    private static ModuleDescriptor descriptor(String name) {
        return ModuleFinder.of(jar(name))
                .find(BASE + name)
                .orElseThrow(() -> new AssertionError("no module " + BASE + name + " in " + jar(name)))
                .descriptor();
    }

    private static Path jar(String module) {
        return Jars.of(module.isEmpty() ? "port-api" : "port-" + module.substring(1))
                .get(0);
    }

    private static URL url(String module) {
        try {
            return URI.create("jar:" + jar(module).toUri() + "!/").toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static void addServiceFiles(Path jar, Map<String, Set<String>> found) throws IOException {
        String folder = "META-INF/services/";
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                    found.computeIfAbsent(entry.getName().substring(folder.length()), key -> new TreeSet<>())
                            .addAll(text(file, entry).lines().toList());
                }
            }
        }
    }

    private static String text(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
