// SPDX-License-Identifier: EPL-2.0
package org.borough.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.borough.learning.Skill.Pair;
import org.junit.jupiter.api.Test;

class SkillTest {

    @Test
    void perfectEstimatesExplainEverything() {
        Skill skill = Skill.of(List.of(new Pair(1, 1), new Pair(4, 4)));

        assertThat(skill).isEqualTo(new Skill(2, 1, 0, 0));
    }

    @Test
    void theMeanExplainsNothing() {
        Skill skill = Skill.of(List.of(new Pair(1, 2), new Pair(3, 2)));

        assertThat(skill).isEqualTo(new Skill(2, 0, 1, 1));
    }

    @Test
    void wildErrorsWeighMoreInTheRoot() {
        Skill skill = Skill.of(List.of(new Pair(0, 3), new Pair(10, 9)));

        assertThat(skill.mae()).isEqualTo(2);
        assertThat(skill.rmse()).isCloseTo(Math.sqrt(5), within(1e-12));
        assertThat(skill.r2()).isCloseTo(1 - 5 / 25.0, within(1e-12));
    }

    @Test
    void truthThatNeverVariesHasNoShareToExplain() {
        assertThat(Skill.of(List.of(new Pair(2, 2), new Pair(2, 2))).r2()).isNaN();
    }
}
