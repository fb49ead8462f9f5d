package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.ExplainContract;
import io.github.ports4j.testkit.contract.FreeContract;
import io.github.ports4j.testkit.contract.LadderContract;
import io.github.ports4j.testkit.contract.NeverSignalledContract;
import io.github.ports4j.testkit.contract.PlanContract;
import io.github.ports4j.testkit.contract.PortProbeContract;
import io.github.ports4j.testkit.contract.PortScannerContract;
import io.github.ports4j.testkit.contract.PrintingContract;
import io.github.ports4j.testkit.contract.ProcessControlContract;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketTableContract;
import io.github.ports4j.testkit.contract.TerminatorContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contracts as a Mac is to run them, here: the scene and the actor are those for macOS, and the stand-in is in the place of its
 * system library. It shows that those two do what they say; of the kernel of a Mac it shows nothing.
 */
@Tag("standin")
@EnabledIfSystemProperty(
        named = "ports4j.series",
        matches = "full",
        disabledReason = "takes long; the command is in CONTRIBUTING.md")
class RehearsalIT {
    @Nested
    class Explain extends ExplainContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class Free extends FreeContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class Ladder extends LadderContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class NeverSignalled extends NeverSignalledContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class Plan extends PlanContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class PortProbe extends PortProbeContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class PortScanner extends PortScannerContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class Printing extends PrintingContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class ProcessControl extends ProcessControlContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class SocketTable extends SocketTableContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }

    @Nested
    class Terminator extends TerminatorContract {
        @Override
        protected Scene scene() {
            return StandInScene.openAsOnMacos();
        }
    }
}
