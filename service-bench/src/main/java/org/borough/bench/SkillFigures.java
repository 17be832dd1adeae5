// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import org.borough.learning.Skill;

/** The figures of a calibration, as they are printed. */
record SkillFigures(double r2, double mae, double rmse) {

    static SkillFigures of(Skill skill) {
        return new SkillFigures(skill.r2(), skill.mae(), skill.rmse());
    }
}
