// SPDX-License-Identifier: EPL-2.0
package org.borough.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The SDK drags in nothing, and what is exported says how it evolves. */
class SdkShapeTest {

    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern INTERFACE = Pattern.compile("^public (?:sealed )?interface ", Pattern.MULTILINE);

    @Test
    void nothingIsImportedButTheJdkOsgiAnnotationsAndItself() throws IOException {
        for (Path source : sources()) {
            assertThat(IMPORT.matcher(Files.readString(source)).results().map(match -> match.group(1)))
                    .as(source.getFileName().toString())
                    .allMatch(name -> name.matches("java\\..*|org\\.borough\\.(thing|adapter|connect|twin)\\..*|"
                            + "org\\.osgi\\.(annotation|service\\.component\\.annotations)\\..*"));
        }
    }

    @Test
    void everyOpenInterfaceSaysWhoImplementsIt() throws IOException {
        for (Path source : sources()) {
            String text = Files.readString(source);
            boolean open = INTERFACE.matcher(text).find() && !text.contains("public sealed interface");
            assertThat(!open || text.contains("@ProviderType") || text.contains("@ConsumerType"))
                    .as(source.getFileName() + " needs @ProviderType or @ConsumerType")
                    .isTrue();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
