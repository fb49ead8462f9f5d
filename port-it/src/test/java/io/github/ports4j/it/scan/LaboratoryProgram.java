package io.github.ports4j.it.scan;

import java.io.IOException;

/**
 * A laboratory for measurements: {@code [MICROSECONDS LOST-OF-A-MILLION SEED]}, which lay the delayed path. Says {@code READY} with the
 * path of the scanner's namespace when it stands, and ends when its standard input ends.
 */
final class LaboratoryProgram {
    private LaboratoryProgram() {}

    public static void main(String... arguments) throws IOException {
        try (Laboratory lab = Laboratory.build()) {
            if (arguments.length > 0) {
                lab.delay(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
            }
            System.out.println("READY " + lab.scanner().path());
            while (System.in.read() >= 0) {
                // until it ends
            }
        }
    }
}
