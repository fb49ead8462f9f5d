package com.example.springboot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Keeps what Spring Boot reports of failures. */
public final class Reports implements FailureAnalysisReporter {
    static final List<FailureAnalysis> KEPT = new ArrayList<>();

    @Override
    public void report(FailureAnalysis analysis) {
        KEPT.add(analysis);
    }
}
