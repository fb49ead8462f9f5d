package io.github.ports4j.linux;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints what the library tells; for a JVM without rights. */
final class ListInterfaces {
    private ListInterfaces() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LinuxNetworkInterfaces interfaces = new LinuxNetworkInterfaces();
        interfaces.list().forEach(nic -> out.println(nic + " " + nic.speed()));
        interfaces.defaultRoutes().forEach(out::println);
    }
}
