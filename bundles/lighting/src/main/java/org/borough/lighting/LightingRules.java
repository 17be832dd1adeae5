// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.borough.lighting.classes.ClassingJson;
import org.borough.lighting.rules.Rules;
import org.borough.lighting.rules.RulesJson;
import org.borough.rulebook.RuleSet;

/** The rules of lighting for their rulebook. */
final class LightingRules implements RuleSet<Rules> {

    @Override
    public RuleSet.Parsed<Rules> read(JsonNode json) {
        RulesJson.Parsed parsed = RulesJson.read(json);
        return new RuleSet.Parsed<>(parsed.rules(), parsed.problems());
    }

    @Override
    public ObjectNode write(Rules rules) {
        return RulesJson.write(rules);
    }

    @Override
    public Set<String> floors() {
        return Set.of("floorLevel", ClassingJson.KEY);
    }

    /** Of a class, what its floor asks for in its own unit. */
    @Override
    public double floor(String key, JsonNode rules) {
        if (!key.equals(ClassingJson.KEY)) {
            return RuleSet.super.floor(key, rules);
        }
        return read(rules)
                .rules()
                .plan()
                .classing()
                .map(one -> one.floor().mean())
                .orElse(0.0);
    }
}
