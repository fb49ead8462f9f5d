package com.example.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.Ports;
import io.github.ports4j.testkit.FakeHost;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextInitializer;

class PortInUseCulpritTest {
    @Test
    void namesTheCulprit() {
        FakeHost host = new FakeHost();
        host.process("postgres").pid(4711).listen(8080).start();

        FailureAnalysis analysis = new PortInUseCulprit(Ports.on(host)).analyze(new PortInUseException(8080));

        assertTrue(analysis.getDescription().contains("postgres pid 4711"), analysis.getDescription());
        assertEquals("End that process, or set server.port to another port.", analysis.getAction());
    }

    @Test
    void isAskedBySpringBootBeforeItsOwn() throws IOException {
        assumeTrue(Ports.supported(), "ports4j has no provider for this system");
        try (ServerSocket taken = new ServerSocket(0)) {
            SpringApplication application = new SpringApplication(PortInUseCulpritTest.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            ApplicationContextInitializer<?> webServer = context -> { // which is not on the class path here
                throw new PortInUseException(taken.getLocalPort());
            };
            application.addInitializers(webServer);

            assertThrows(PortInUseException.class, application::run);

            assertEquals(1, Reports.KEPT.size());
            String description = Reports.KEPT.get(0).getDescription();
            assertTrue(description.contains("pid " + ProcessHandle.current().pid() + " "), description);
        }
    }
}
