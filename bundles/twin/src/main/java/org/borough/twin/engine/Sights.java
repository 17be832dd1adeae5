// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borough.twin.engine.search.Field;
import org.borough.twin.engine.search.Indexed;
import org.borough.twin.engine.search.Sight;
import org.borough.twin.view.Trees;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonPointer;

/** What somebody may see of things, by their policies as they are now. Made anew for each search. */
final class Sights implements Sight.Finder {

    private static final JsonPointer ROOT = JsonPointer.empty();
    private static final Sight NOTHING = new Nothing();

    private final Entities entities;
    private final Access access;
    private final AuthorizationContext who;
    private final Map<Grants, Sight> known = new ConcurrentHashMap<>();
    /** Most things have policies that say the same: finding that out anew for each would be most of the work. */
    private final Map<Document, Sight> alike = new ConcurrentHashMap<>();

    Sights(Entities entities, Access access, AuthorizationContext who) {
        this.entities = entities;
        this.access = access;
        this.who = who;
    }

    @Override
    public Sight by(String policyId, Indexed thing) {
        Optional<State> policy = entities.livePolicy(policyId);
        if (policy.isEmpty()) {
            return NOTHING;
        }
        Document document = policy.get().document();
        boolean alone = document instanceof SharedDocument shared && !shared.imports() && !shared.scoped();
        if (!alone) {
            return of(access.of(policyId, policy.get(), ((Entity) thing).id.getNamespace()));
        }
        Sight sight = alike.get(document);
        if (sight == null) {
            sight = of(access.of(policyId, policy.get()));
            alike.put(document, sight);
        }
        return sight;
    }

    private Sight of(Grants grants) {
        return known.computeIfAbsent(grants, some -> new Granted(some, who));
    }

    private record Nothing() implements Sight {

        @Override
        public Extent whole() {
            return Extent.NONE;
        }

        @Override
        public Extent of(Field field) {
            return Extent.NONE;
        }

        @Override
        public JsonNode seen(Indexed thing) {
            return Trees.object();
        }
    }

    private static final class Granted implements Sight {

        private final Grants grants;
        private final AuthorizationContext who;
        private final Extent whole;
        private final Map<Field, Extent> fields = new ConcurrentHashMap<>();

        Granted(Grants grants, AuthorizationContext who) {
            this.grants = grants;
            this.who = who;
            this.whole = extent(ROOT);
        }

        @Override
        public Extent whole() {
            return whole;
        }

        @Override
        public Extent of(Field field) {
            return fields.computeIfAbsent(field, this::extent);
        }

        @Override
        public JsonNode seen(Indexed thing) {
            Entity entity = (Entity) thing;
            return DittoTrees.of(grants.thing(Views.wholeThing(entity, entity.state()), who));
        }

        private Extent extent(Field field) {
            Extent least = Extent.ALL;
            for (JsonPointer pointer : field.pointers()) {
                Extent extent = extent(pointer);
                least = extent.compareTo(least) > 0 ? extent : least;
            }
            return least;
        }

        private Extent extent(JsonPointer pointer) {
            if (grants.all("thing", pointer, who, Grants.READ)) {
                return Extent.ALL;
            }
            return grants.some("thing", pointer, who, Grants.READ) ? Extent.SOME : Extent.NONE;
        }
    }
}
