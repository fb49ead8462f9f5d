package io.github.ports4j.macos.statistics;

/**
 * One counter of a structure.
 *
 * @param name by which it is shown
 * @param kernelName of the field
 * @param offset of the field, in bytes
 */
record Counter(String name, String kernelName, int offset) {
    /** One that means what a MIB says. */
    static Counter mib(String name, String kernelName, int offset) {
        return new Counter(name, kernelName, offset);
    }

    /** One that no MIB has. */
    static Counter own(String kernelName, int offset) {
        return new Counter(kernelName, kernelName, offset);
    }
}
