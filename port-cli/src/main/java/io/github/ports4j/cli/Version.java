package io.github.ports4j.cli;

/** What a person who reports a fault is asked for. */
final class Version {
    private Version() {}

    static String text() {
        String version = PortsCommand.class.getPackage().getImplementationVersion();
        return Syntax.PROGRAM + " " + (version == null ? "(not packaged)" : version) + ", Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }
}
