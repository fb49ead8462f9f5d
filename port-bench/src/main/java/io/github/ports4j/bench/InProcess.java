package io.github.ports4j.bench;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/** Calls of Java code in this JVM; a sample is the median of a few. */
final class InProcess<T> implements Side {
    private final String name;
    private final Call<T> call;
    private final ToLongFunction<? super T> count;
    private final long[] nanos;

    @SuppressWarnings("UnusedVariable") // so that no call is optimised away
    private volatile Object last = "";

    /** What is measured. */
    @FunctionalInterface
    interface Call<T> {
        T get();
    }

    InProcess(String name, Call<T> call, ToLongFunction<? super T> count, int calls) {
        this.name = name;
        this.call = call;
        this.count = count;
        this.nanos = new long[calls];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String measured() {
        return "in process";
    }

    @Override
    public long answer() {
        return count.applyAsLong(call.get());
    }

    @Override
    public long sample() {
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            Object answer = call.get();
            nanos[i] = System.nanoTime() - start;
            last = answer;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
