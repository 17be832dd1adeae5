// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas mean what ECMAScript says; the expected numbers are its own. */
class FormulaTest {

    private static final Map<String, Double> PARAMETERS = Map.of("resolution", 0.1, "f02", 232_263_168.0);

    private static double of(String formula) {
        return Formula.compile(formula, 3, PARAMETERS).of(new double[] {610, 105, 33_000});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x[0] / 1000; 0.61",
                "175.72 * x[0] / 65536 - 46.85; -45.214422607421874",
                "2 + 3 * 4; 14",
                "(2 + 3) * 4; 20",
                "10 - 4 - 3; 3",
                "2 ** 3 ** 2; 512",
                "2 * 3 ** 2; 18",
                "-x[1] % 10; -5",
                "1e3 + .5 + 1. + 0xFF; 1256.5",
                "Math.max(Math.max(1.0 * x[0] - 1.64 * x[1], 0.59 * x[0] - 0.86 * x[1]), 0) * 1.5504; 678.76512",
                "Math.pow(Math.log(x[0]), 3); 263.8013170504661",
                "Math.sqrt(16) + Math.abs(-2) + Math.min(3, 1, 2); 7",
                "Math.round(-2.5) + Math.floor(-2.5) + Math.ceil(2.1) + Math.trunc(-2.9); -4",
                "Math.log10(1000) + Math.exp(0) + Math.cos(Math.PI); 3",
                "x[0] * param.resolution; 61",
                "(x[0] + x[1] * 65536) * this.PARAMETERS.resolution; 688189",
                "PARAMETERS.f02 / 2; 116131584",
                "(x[0] - 32768 > 0) && (x[1] - 32768 > 0) ? x[1] / x[0] : 0; 0",
                "x[0] > x[1] ? x[0] > 700 ? 1 : 2 : 3; 2",
                "x[2] > 32767 ? x[2] - 65536 : x[2]; -32536",
                "(x[2] << 16) >> 16; -32536",
                "x[2] & 0xFF; 232",
                "x[0] | 1; 611",
                "x[0] ^ x[0]; 0",
                "-1 >>> 28; 15",
                "~x[1]; -106",
                "!x[1]; 0",
                "x[1] == 105; 1",
                "x[1] !== 105; 0",
                "0 || 7; 7",
                "3 <= 3; 1",
            })
    void aFormulaIsWorthWhatItsLanguageSays(String formula, double expected) {
        assertThat(of(formula)).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x[3]; x[3] is not one of the block's 3 words",
                "x[0; ']' is expected instead of the end",
                "x[0]]; ']' is not expected",
                "(x[0]; ')' is expected instead of the end",
                "x[0] +; it ends too early",
                "param.offset; the parameter 'offset' is not given",
                "Math.random(); the function 'random' is not known",
                "System.exit(0); 'System.exit' is not known",
                "Math.pow(2); pow takes 2 arguments, not 1",
                "x[0] @ 2; '@ 2' is not understood",
                "y; 'y' is not known",
            })
    void whatIsWrongIsNamed(String formula, String words) {
        assertThatThrownBy(() -> of(formula))
                .isInstanceOf(InvalidDescriptorException.class)
                .hasMessageContaining(formula)
                .hasMessageContaining(words);
    }

    @Test
    void aFormulaThatIsNestedWithoutEndIsRefused() {
        assertThatThrownBy(() -> of("(".repeat(3000) + "1" + ")".repeat(3000)))
                .isInstanceOf(InvalidDescriptorException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> of("-".repeat(3000) + "1")).hasMessageContaining("nested");
    }

    @Property
    void anyTextIsUnderstoodOrRefused(@ForAll String text) {
        try {
            Formula.compile(text, 1, Map.of()).of(new double[] {1});
        } catch (InvalidDescriptorException refused) {
            assertThat(refused).hasMessageContaining("formula");
        }
    }
}
