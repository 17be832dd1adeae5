// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.borough.connect.DeviceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {

    @TempDir
    Path folder;

    @Test
    void placeholdersAreFilledInValuesAndNames() {
        Template template = Template.parse(
                        "test",
                        ("{\"name\":\"x\",\"device\":{\"defaults\":{\"adapter\":\"a:b:1.0.0\"},\"via\":[\"{{tenant}}-gw\"]},"
                                        + "\"thing\":{\"attributes\":{\"label\":\"{{deviceId}} of {{thingId}}\"}},"
                                        + "\"policy\":{\"entries\":{\"{{tenant}}\":{}}}}")
                                .getBytes(StandardCharsets.UTF_8))
                .of(new DeviceId("city", "lamp"));
        assertThat(template.title()).isEqualTo("x");
        assertThat(template.device().at("/via/0").asText()).isEqualTo("city-gw");
        assertThat(template.thing().at("/attributes/label").asText()).isEqualTo("lamp of city:lamp");
        assertThat(template.policy().at("/entries").has("city")).isTrue();
    }

    @Test
    void theDefaultPolicyLetsTheAdministratorDevicesAndServicesIn() {
        Template template = Template.parse("test", "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(template.policy().at("/entries/administrator/subjects").has("borough:admin"))
                .isTrue();
        assertThat(template.policy()
                        .at("/entries/devices/resources/thing:~1features/grant")
                        .toString())
                .isEqualTo("[\"READ\",\"WRITE\"]");
        assertThat(template.policy()
                        .at("/entries/services/resources/thing:~1/grant")
                        .toString())
                .isEqualTo("[\"READ\"]");
    }

    @Test
    void aBrokenFileIsNamedAndDoesNotStopTheOthers() throws IOException {
        write("good.json", "{\"name\":\"good\"}");
        write("bad.json", "{\"name\":\"bad\",\"colour\":1}");
        write("worse.json", "nonsense");
        write("worst.json", "{\"name\":\"worst\",\"device\":{\"via\":1}}");
        write("notes.txt", "not a template");
        Templates templates = new Templates(folder, Duration.ZERO);
        assertThat(templates.all()).extracting(Template::name).containsExactly("good");
        assertThat(templates.problems()).hasSize(3);
        assertThat(templates.problems().get(folder.resolve("bad.json").toString()))
                .contains("unknown member [colour]");
    }

    @Test
    void filesMayComeChangeAndGoWhileTheCityRuns() throws IOException {
        Templates templates = new Templates(folder.resolve("later"), Duration.ZERO);
        assertThat(templates.all()).isEmpty();
        Files.createDirectory(folder.resolve("later"));
        write("later/a.json", "{\"name\":\"a\",\"title\":\"one\"}");
        assertThat(templates.find("a")).map(Template::title).contains("one");
        Path file = write("later/a.json", "{\"name\":\"a\",\"title\":\"two\"}");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(templates.find("a")).map(Template::title).contains("two");
        Files.delete(file);
        assertThat(templates.find("a")).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
