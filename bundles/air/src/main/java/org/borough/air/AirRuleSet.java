// SPDX-License-Identifier: EPL-2.0
package org.borough.air;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.borough.air.rules.AirRules;
import org.borough.air.rules.AirRulesJson;
import org.borough.air.rules.AirRulesText;
import org.borough.rulebook.RuleSet;

/** The rules of an area for their rulebook. */
final class AirRuleSet implements RuleSet<AirRules> {

    @Override
    public RuleSet.Parsed<AirRules> read(JsonNode json) {
        AirRulesJson.Parsed parsed = AirRulesJson.read(json);
        return new RuleSet.Parsed<>(parsed.rules(), parsed.problems());
    }

    @Override
    public ObjectNode write(AirRules rules) {
        return AirRulesText.write(rules);
    }

    @Override
    public Set<String> floors() {
        return Set.of("completeShare", "neighbourCount");
    }
}
