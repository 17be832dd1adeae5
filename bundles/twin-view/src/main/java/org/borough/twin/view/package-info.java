// SPDX-License-Identifier: EPL-2.0
/** Twins as the SDK shows them, from JSON trees: values, changes, listeners. Embedded in the bundles that hold twins. */
package org.borough.twin.view;
