// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that answers one line with one line. It ends when its standard input does. */
final class Child implements AutoCloseable {

    private static final String GONE = "gone";

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + "-replies");
        reader.setDaemon(true);
        reader.start();
    }

    static Child start(Class<?> main, Path folder, List<String> options, List<String> arguments, Duration patience) {
        String name = main.getSimpleName();
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            Child child = new Child(name, log, builder.start());
            child.expect("ready", patience);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        try (InputStream list = Child.class.getResourceAsStream("class-path.txt")) {
            if (list == null) {
                throw new IllegalStateException("class-path.txt is missing; build the module kafka-rig with Maven");
            }
            Path own = Path.of(Child.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own + System.getProperty("path.separator") + new String(list.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                replies.add(line);
            }
        } catch (IOException e) {
            // The child was killed while a line was read; the end is reported below.
        }
        replies.add(GONE);
    }

    /** Waits for the line; whatever else the child prints before it is passed over. */
    private void expect(String line, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (String reply = ""; !reply.equals(line); ) {
            reply = take(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /** Says a line and gives back the answer. */
    synchronized String ask(String line, Duration patience) {
        say(line);
        return take(patience);
    }

    void say(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException(name + " is gone; see " + tail(), e);
        }
    }

    private String take(Duration patience) {
        try {
            String reply = replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (reply == null || reply.equals(GONE)) {
                kill();
                throw new IllegalStateException(
                        name + (reply == null ? " gave no answer in " + patience : " is gone") + ": " + tail());
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "no log";
        }
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(10));
    }

    /** Lets it end by itself, and kills it when it does not. */
    @Override
    public void close() {
        if (process.isAlive()) {
            try {
                input.close();
            } catch (IOException e) {
                // It is gone already.
            }
            if (!await(Duration.ofSeconds(10))) {
                kill();
            }
        }
    }

    private boolean await(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
