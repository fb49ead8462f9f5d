package io.github.ports4j.cli;

import io.github.ports4j.ScanProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on standard error that shows how far a scan is; gone when closed. Only a thread of the library draws, ten times a second.
 */
final class ScanBar implements AutoCloseable {
    private static final int MILLIS_BETWEEN = 100;
    private static final int UNKNOWN = -1;

    private volatile ScanProgress latest;
    private final Drawing drawing;
    private final ProgressBar bar;

    ScanBar(ScanProgress first, Output output) {
        latest = first;
        drawing = new Drawing(output);
        bar = new ProgressBarBuilder()
                .setTaskName("scan")
                .setInitialMax(total(first))
                .startsFrom(first.done(), first.elapsed())
                .setEtaFunction(state -> latest.remaining())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN)
                .continuousUpdate()
                .setConsumer(drawing)
                .build();
        show(first);
    }

    /** From now on the bar shows this. */
    void show(ScanProgress now) {
        latest = now;
        bar.maxHint(total(now));
        bar.stepTo(now.done());
        bar.setExtraMessage(now.open() + " open, " + Units.rate(perSecond(now)) + " probes/s");
    }

    /** Not known until the names of hosts are resolved. */
    private static long total(ScanProgress progress) {
        return progress.total() == 0 ? UNKNOWN : progress.total();
    }

    private static double perSecond(ScanProgress progress) {
        double seconds = Units.seconds(progress.elapsed());
        return seconds == 0 ? 0 : progress.probes() / seconds;
    }

    /** Takes the bar away, also for a thread that was interrupted, for which the library would not wait. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        bar.close(); // nothing is drawn any more
        drawing.clear(); // the library forgets to where a bar is closed before it was first drawn
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line that is written over again and again. The library's own would start a terminal library for it. */
    private static final class Drawing implements ProgressBarConsumer {
        private final Output output;
        private int drawn;

        private Drawing(Output output) {
            this.output = output;
        }

        /** One column less: in the last one terminals differ. */
        @Override
        public int getMaxRenderedLength() {
            return output.errColumns() - 1;
        }

        @Override
        public void accept(String line) {
            String fitting = line.substring(0, Math.min(line.length(), getMaxRenderedLength()));
            output.sayOwn("\r" + fitting + " ".repeat(Math.max(0, drawn - fitting.length())));
            drawn = fitting.length();
        }

        @Override
        public void clear() {
            output.sayOwn("\r" + " ".repeat(drawn) + "\r");
        }

        @Override
        public void close() {}
    }
}
