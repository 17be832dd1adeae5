// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.twin.Change;
import org.borough.twin.Twin;
import org.borough.twin.TwinListener;
import org.borough.twin.Twins;

/** Follows all twins, and makes a command of what is desired and not reported. */
final class Wishes implements TwinListener {

    private final Twins twins;
    private final Mailboxes boxes;
    private final Wanted wanted;
    private final Freshness freshness;

    Wishes(Twins twins, Mailboxes boxes, Wanted wanted, Freshness freshness) {
        this.twins = twins;
        this.boxes = boxes;
        this.wanted = wanted;
        this.freshness = freshness;
    }

    @Override
    public void present(Twin twin) {
        if (twin.json().contains("\"desiredProperties\"")) {
            boxes.on(twin.id(), box -> begin(box, twin));
        }
    }

    @Override
    public void changed(Twin twin, Change change) {
        freshness.heard(change);
        if (change.feature().equals(StateReports.FEATURE)) {
            return;
        }
        if (change.part() == Change.Part.DESIRED) {
            boxes.on(twin.id(), box -> desired(box, twin, change));
        } else if (change.part() == Change.Part.PROPERTY && boxes.has(twin.id())) {
            boxes.ifPresent(twin.id(), box -> reported(box, twin, change));
        }
    }

    @Override
    public void gone(ThingId thing) {
        boxes.on(thing, box -> {
            box.dropWish();
            boxes.post().outbox().forgetWish(thing);
            tidy(box);
        });
    }

    /** At the start, or when a thing appears: takes up what the outbox knows, but not what was given up. */
    private void begin(Mailbox box, Twin twin) {
        Optional<StoredCommand> known = boxes.post().outbox().wish(twin.id());
        known.ifPresent(stored -> stored.settings().forEach(setting -> whole(box, setting.setting())));
        List<Setting> differing = wanted.of(twin, box.wholes());
        boolean givenUp = known.filter(StoredCommand::ended)
                .filter(stored -> same(settings(stored), differing))
                .isPresent();
        if (differing.isEmpty()) {
            boxes.post().outbox().forgetWish(twin.id());
        } else if (!givenUp && box.wish().isEmpty()) {
            Optional<StoredCommand> open = known.filter(stored -> !stored.ended());
            String by = open.map(StoredCommand::by).orElse("");
            Instant deadline = open.map(StoredCommand::end).orElse(Instant.MAX);
            int attempts = open.map(StoredCommand::attempts).orElse(0);
            wish(box, open.map(StoredCommand::id).orElseGet(Wishes::newId), by, deadline, differing, attempts);
        }
        tidy(box);
    }

    private void desired(Mailbox box, Twin twin, Change change) {
        String address = change.feature() + '/' + change.path();
        box.wholes().removeIf(other -> other.equals(address) || other.startsWith(address + '/'));
        if (!change.path().isEmpty()
                && change.after().filter(Map.class::isInstance).isPresent()) {
            box.wholes().add(address);
        }
        List<Setting> differing = wanted.of(current(twin), box.wholes());
        Optional<Pursuit> present = box.wish();
        if (differing.isEmpty()) {
            met(box);
            boxes.post().outbox().forgetWish(twin.id());
        } else if (present.isPresent() && same(settings(present.get()), differing)) {
            Instant deadline = boxes.deadline(change.cause().deadline());
            if (deadline.isAfter(present.get().command().deadline())) {
                present.get().extend(deadline);
            }
        } else {
            wish(box, newId(), change.cause().by(), change.cause().deadline(), differing, 0);
        }
        tidy(box);
    }

    /** The newest twin, so that several changes at once become one wish. */
    private Twin current(Twin twin) {
        return twins.get(twin.id()).orElse(twin);
    }

    private void reported(Mailbox box, Twin twin, Change change) {
        Optional<Pursuit> wish = box.wish();
        if (wish.isEmpty() || settings(wish.get()).stream().noneMatch(setting -> touches(setting, change))) {
            return;
        }
        List<Setting> differing = wanted.of(current(twin), box.wholes());
        List<Setting> wishes = settings(wish.get());
        List<Setting> left = wishes.stream().filter(differing::contains).toList();
        if (left.isEmpty()) {
            met(box);
        } else if (left.size() < wishes.size()) {
            List<Setting> done = new ArrayList<>(wishes);
            done.removeAll(left);
            box.narrowWish(left, done);
        }
    }

    private void met(Mailbox box) {
        box.wish()
                .ifPresent(wish -> box.end(
                        wish,
                        new Outcome.Confirmed(
                                boxes.post().clock().instant(), "the thing reports what was desired", "")));
    }

    private void wish(Mailbox box, String id, String by, Instant deadline, List<Setting> settings, int attempts) {
        if (boxes.post().devices().of(box.thing()).isEmpty()) {
            // A service's thing, for example: its desired properties are its own affair.
            return;
        }
        long number = boxes.post().outbox().nextNumber();
        Command command = new Command.Desired(id, box.thing(), boxes.deadline(deadline), by, settings);
        box.replaceWish(new Pursuit(number, command, attempts));
    }

    private static boolean touches(Setting setting, Change change) {
        String one = setting.address() + '/';
        String other = change.feature() + '/' + (change.path().isEmpty() ? "" : change.path() + '/');
        return one.startsWith(other) || other.startsWith(one);
    }

    private static void whole(Mailbox box, Setting setting) {
        if (setting.value() instanceof Map<?, ?>) {
            box.wholes().add(setting.address());
        }
    }

    private static List<Setting> settings(Pursuit pursuit) {
        return ((Command.Desired) pursuit.command()).settings();
    }

    private static List<Setting> settings(StoredCommand stored) {
        return stored.settings().stream()
                .map(StoredCommand.StoredSetting::setting)
                .toList();
    }

    private static boolean same(List<Setting> one, List<Setting> other) {
        return one.size() == other.size() && one.containsAll(other);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private void tidy(Mailbox box) {
        if (box.isEmpty()) {
            boxes.remove(box);
        }
    }
}
