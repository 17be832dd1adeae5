// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.util.ArrayList;
import java.util.List;
import org.borough.adapter.ByteReader;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.Downlink;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.adapter.Uplink;
import org.borough.thing.Command;
import org.borough.thing.Reading;
import org.borough.things.Vendor;

/** Translates one device by its descriptor: protocol version 2 of the vendor, most significant byte first. */
final class TableAdapter implements DeviceAdapter {

    private static final int PROTOCOL_VERSION = 2;

    private final Descriptor descriptor;
    private final List<List<Expression>> formulas;

    TableAdapter(Descriptor descriptor) {
        this.descriptor = descriptor;
        this.formulas = descriptor.compile();
    }

    @Override
    public List<Reading<?>> decode(Uplink uplink) {
        ByteReader in = uplink.bytes();
        int version = in.u8("protocol version");
        if (version != PROTOCOL_VERSION) {
            throw new UndecodableUplinkException("the protocol version is " + version + "; only 2 is known.");
        }
        String model = uplink.model();
        List<Reading<?>> words = new ArrayList<>();
        words.add(Vendor.says(model, "protocol_version", version));
        words.add(Vendor.says(model, "device_id", in.u16be("device id")));
        Message message = new Message(model, words, new ArrayList<>(), new ArrayList<>());
        int flags = in.u16be("flags");
        int known = 0;
        for (int i = 0; i < formulas.size(); i++) {
            Descriptor.Block block = descriptor.blocks().get(i);
            int bit = 1 << block.flagBit();
            if ((flags & (bit - 1) & ~mask(i)) != 0) {
                throw new UndecodableUplinkException("flags " + Integer.toHexString(flags)
                        + " announce a block that the descriptor of " + model + " does not have.");
            }
            known |= bit;
            if ((flags & bit) != 0) {
                read(in, i, message);
            }
        }
        if ((flags & ~known) != 0 || in.hasMore()) {
            message.warnings.add(in.remaining() + " bytes at the end are not in the descriptor");
        }
        return message.readings();
    }

    /** The flags of the blocks before one. */
    private int mask(int position) {
        return descriptor.blocks().stream()
                .limit(position)
                .mapToInt(block -> 1 << block.flagBit())
                .sum();
    }

    private void read(ByteReader in, int position, Message message) {
        Descriptor.Block block = descriptor.blocks().get(position);
        double[] words = new double[block.words()];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.u16be("word " + i + " of block " + block.flagBit());
        }
        for (int i = 0; i < block.values().size(); i++) {
            message.add(block.values().get(i), formulas.get(position).get(i).of(words));
        }
    }

    @Override
    public Downlink encode(Command command) {
        return Downlinks.encode(command);
    }

    /** One message while it is read. */
    private record Message(String model, List<Reading<?>> words, List<Reading<?>> meanings, List<String> warnings) {

        void add(Descriptor.Value value, double number) {
            if (!Double.isFinite(number)) {
                warnings.add(value.name() + " is not a number");
                return;
            }
            // Negative zero is zero to everybody who reads it.
            double clean = number == 0 ? 0 : number;
            words.add(Vendor.says(model, value.name(), new Measured(value.displayName(), value.unit(), clean)));
            Meanings.of(value, clean).ifPresent(meanings::add);
        }

        List<Reading<?>> readings() {
            List<Reading<?>> all = new ArrayList<>(words);
            if (!warnings.isEmpty()) {
                all.add(Vendor.says(model, "warnings", List.copyOf(warnings)));
            }
            all.addAll(meanings);
            return all;
        }
    }
}
