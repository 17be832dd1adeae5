// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Starts one city through Pax Exam for all tests of this virtual machine, and hands it to them. */
final class CityExtension implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(CityExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == City.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).city;
    }

    private static final class Running implements AutoCloseable {

        private final TestContainer container;
        private final City city;

        Running() {
            try {
                Path home = fresh(Path.of("target/exam-home"));
                Ports ports = Ports.from(28080);
                container =
                        PaxExamRuntime.createContainer(PaxExamRuntime.createTestSystem(ExamCity.options(ports, home)));
                container.start();
                city = new City(ports, home).awaitOpen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path fresh(Path folder) throws IOException {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    old.sorted(Comparator.reverseOrder())
                            .forEach(path -> path.toFile().delete());
                }
            }
            return Files.createDirectories(folder);
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
