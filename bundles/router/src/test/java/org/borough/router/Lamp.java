// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.UnsupportedCommandException;
import org.borough.adapter.Uplink;
import org.borough.thing.Command;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.things.Luminaire;

/** An adapter whose behaviour stands in the payload: a number is the level, a word is a trouble. */
final class Lamp implements DeviceAdapter {

    static final String MODEL = "acme:lamp:1.0.0";
    /** A property whose declared type its value does not have. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Property<Object> LIAR = (Property) Property.of(Luminaire.MODEL, "level", Double.class);

    private static final Property<Integer> INTEGER = Property.of(Luminaire.MODEL, "level", Integer.class);

    /** Lets a hanging call go. */
    final CountDownLatch release = new CountDownLatch(1);

    record Dim(double level, int seconds) {}

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        String text = new String(uplink.bytes().rest(), StandardCharsets.UTF_8);
        return switch (text) {
            case "garbage" -> throw new UndecodableUplinkException("byte 0 is not a level.");
            case "throw" -> throw new IllegalStateException("a bug");
            case "overflow" -> overflow(1);
            case "linkage" -> throw new NoClassDefFoundError("com/acme/Missing");
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            case "null" -> null;
            case "nullReading" -> java.util.Arrays.asList((Reading<?>) null);
            case "nan" -> List.of(Luminaire.LEVEL.is(Double.NaN));
            case "integer" -> List.of(INTEGER.is(5));
            case "liar" -> List.of(LIAR.is("five"));
            case "never" -> List.of(Luminaire.LEVEL.is(5.0, Instant.MAX));
            case "many" -> java.util.Collections.nCopies(2000, Luminaire.LEVEL.is(1.0));
            case "long" -> List.of(Luminaire.DECIDED_BY.is("x".repeat(100_000)));
            case "hang" -> hang();
            case "nothing" -> List.of();
            default -> List.of(Luminaire.LEVEL.is(Double.parseDouble(text)));
        };
    }

    private List<Reading<?>> overflow(int depth) {
        return depth < 0 ? List.of() : overflow(depth + 1 > 0 ? depth + 1 : 1);
    }

    private List<Reading<?>> hang() {
        boolean released = false;
        while (!released) {
            try {
                released = release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // Deaf to interrupts, as the worst strangers are.
                released = false;
            }
        }
        return List.of(Luminaire.LEVEL.is(-1.0));
    }

    @Override
    public Downlink encode(Command command) {
        if (command instanceof Command.Desired desired) {
            double level = desired.get(Luminaire.LEVEL).orElseThrow(() -> new UnsupportedCommandException(command));
            return Downlink.json("dim", "{\"level\":" + level + "}");
        }
        Command.Message message = (Command.Message) command;
        return switch (message.subject()) {
            case "dim" -> {
                Dim dim = message.payload().as(Dim.class);
                yield Downlink.lorawan("dim", 50, (byte) dim.level());
            }
            case "throw" -> throw new IllegalStateException("a bug");
            case "null" -> null;
            default -> throw new UnsupportedCommandException(command, "it knows dim only.");
        };
    }
}
