package io.github.ports4j.it.jars;

import io.github.ports4j.spi.HostProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Jars of providers that do nothing but answer, be it wrongly. Each name must be a Java identifier. */
final class ProviderJars {
    private final Path folder;

    ProviderJars(Path folder) {
        this.folder = folder;
    }

    /** The class in the jar of this provider. */
    static String className(String name) {
        return name + "." + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Provider";
    }

    Path available(String name) throws IOException {
        return jar(name, "", "Availability.available()");
    }

    Path unavailable(String name, String reason) throws IOException {
        return jar(name, "", "Availability.unavailable(\"" + reason + "\")");
    }

    Path failingInConstructor(String name, String message) throws IOException {
        return jar(name, "if (true) throw new IllegalStateException(\"" + message + "\");", "Availability.available()");
    }

    Path failingInAvailability(String name, String message) throws IOException {
        return jar(name, "", "fail(\"" + message + "\")");
    }

    /** A jar whose services file names a class that is not in it. For the class path only. */
    Path withoutItsClass(String name) throws IOException {
        return new JarBuilder()
                .service(HostProvider.class, className(name))
                .build(folder.resolve(name + ".jar"), Jars.of("port-api"));
    }

    /** Serves on both paths: a module, and a services file for the class path. */
    private Path jar(String name, String inConstructor, String availability) throws IOException {
        String className = className(name);
        String text = """
                package %s;

                import io.github.ports4j.spi.Availability;
                import io.github.ports4j.spi.HostProvider;

                public final class %s implements HostProvider {
                    public %2$s() {
                        %s
                    }

                    @Override
                    public String name() {
                        return "%1$s";
                    }

                    @Override
                    public Availability availability() {
                        return %s;
                    }

                    private static Availability fail(String message) {
                        throw new IllegalStateException(message);
                    }
                }
                """.formatted(name, className.substring(name.length() + 1), inConstructor, availability);
        String module = """
                module %s {
                    requires io.github.ports4j;
                    provides io.github.ports4j.spi.HostProvider with %s;
                }
                """.formatted(name, className);
        return new JarBuilder()
                .source(className, text)
                .source("module-info", module)
                .service(HostProvider.class, className)
                .build(folder.resolve(name + ".jar"), Jars.of("port-api"));
    }
}
