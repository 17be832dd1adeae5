// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.borough.rulebook.RuleSet;
import org.junit.jupiter.api.Test;

class WasteRulesJsonTest {

    private static final String WHOLE =
            "{'memberAttribute':'a','memberValue':'b','author':'A','date':'2026-11-01','source':'S',"
                    + "'trucks':[{'name':'T','latitude':52,'longitude':13,'capacityKg':100,'from':'05:30','to':'12:00'}],"
                    + "'tips':[{'name':'Tip','latitude':52.1,'longitude':13}],"
                    + "'quiet':[{'name':'School','latitude':52,'longitude':13}],'slow':[{'name':'Works','latitude':52,'longitude':13}],"
                    + "'avoidCongested':{'segments':['t:s1','t:s2'],'factor':3},"
                    + "'fixedDays':'tuesday, friday'}";

    private final WasteRulesJson set = new WasteRulesJson();

    private RuleSet.Parsed<WasteRules> read(String json) throws JsonProcessingException {
        return set.read(new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    @Test
    void whatIsWrittenReadsTheSame() throws JsonProcessingException {
        RuleSet.Parsed<WasteRules> parsed = read(WHOLE);

        assertThat(parsed.problems()).isEmpty();
        assertThat(set.read(set.write(parsed.rules())).rules()).isEqualTo(parsed.rules());
    }

    @Test
    void eachWrongKeyIsNamedWithWhatIsAllowed() throws JsonProcessingException {
        ObjectNode wrong = (ObjectNode) new ObjectMapper().readTree(WHOLE.replace('\'', '"'));
        wrong.put("collectPercent", 500)
                .put("planAt", "early")
                .put("fixedDays", "someday")
                .put("colour", "red");

        assertThat(set.read(wrong).problems())
                .anyMatch(problem -> problem.startsWith("collectPercent is 500; it must be a number from 10 to 100"))
                .anyMatch(problem -> problem.startsWith("planAt is \"early\""))
                .anyMatch(problem -> problem.startsWith("fixedDays has \"someday\""))
                .anyMatch(problem -> problem.startsWith("colour is not known"));
    }

    @Test
    void anAreaWithoutTrucksIsNone() throws JsonProcessingException {
        assertThat(read("{'memberAttribute':'a','memberValue':'b','author':'A','date':'2026-11-01'}")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("trucks is missing");
    }
}
