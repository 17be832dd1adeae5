// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.extra.VMOption;

/** The real distribution as Pax Exam starts it: other ports, data and home below {@code target}. */
final class ExamCity {

    private static final String KARAF = "4.4.10";

    private ExamCity() {}

    static Option[] options(Ports ports, Path home) {
        List<Option> options = new ArrayList<>();
        options.add(karafDistributionConfiguration()
                .frameworkUrl(new File(System.getProperty("borough.distribution"))
                        .toURI()
                        .toString())
                .karafVersion(KARAF)
                .name("Borough")
                .unpackDirectory(new File("target/exam"))
                .useDeployFolder(false));
        options.add(keepRuntimeFolder());
        options.add(configureConsole().ignoreLocalConsole());
        put(options, "org.apache.felix.http", "org.osgi.service.http.port", ports.api());
        put(options, "org.apache.felix.http", "org.osgi.service.http.port.secure", ports.apiTls());
        put(options, "org.borough.connect.http", "port", ports.deviceHttp());
        put(options, "org.borough.connect.http", "tlsPort", ports.deviceHttpTls());
        put(options, "org.borough.connect.mqtt", "port", ports.mqtt());
        put(options, "org.borough.connect.mqtt", "tlsPort", ports.mqttTls());
        put(options, "org.apache.karaf.shell", "sshPort", ports.ssh());
        // Only the test's own probe is looked up outside the distribution.
        String pax = "org.ops4j.pax.url.mvn.";
        put(options, "org.ops4j.pax.url.mvn", pax + "localRepository", localRepository());
        put(options, "org.ops4j.pax.url.mvn", pax + "useFallbackRepositories", "true");
        virtualMachine(options);
        options.add(new VMOption("-Dborough.home=" + home.toAbsolutePath()));
        options.add(new VMOption("-Dborough.data=" + home.resolve("data").toAbsolutePath()));
        return options.toArray(Option[]::new);
    }

    private static String localRepository() {
        return System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    }

    private static void put(List<Option> options, String pid, String key, Object value) {
        options.add(editConfigurationFilePut("etc/" + pid + ".cfg", key, value.toString()));
    }

    /** What Karaf's start script tells the virtual machine. */
    private static void virtualMachine(List<Option> options) {
        for (String argument : List.of(
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module",
                "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + KARAF + ".jar",
                "--patch-module",
                "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + KARAF + ".jar",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                "-classpath",
                "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*" + File.pathSeparator + "lib/endorsed/*")) {
            options.add(new VMOption(argument));
        }
    }
}
