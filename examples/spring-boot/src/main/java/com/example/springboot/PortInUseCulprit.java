package com.example.springboot;

import io.github.ports4j.PortReport;
import io.github.ports4j.Ports;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says who has the port, where Spring Boot's own analyzer says that somebody has. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PortInUseCulprit extends AbstractFailureAnalyzer<PortInUseException> {
    private final Ports ports;

    /** Called by Spring Boot. On a system without a provider this fails, and the analyzer is left out. */
    public PortInUseCulprit() {
        this(Ports.local());
    }

    PortInUseCulprit(Ports ports) {
        this.ports = ports;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        PortReport report = ports.tcp(cause.getPort()).explain();
        return new FailureAnalysis(
                "The web server can't have its port: " + report,
                report.hint().orElse("End that process, or set server.port to another port."),
                cause);
    }
}
