// SPDX-License-Identifier: EPL-2.0
/**
 * Nothing. The parser library of Ditto imports this package of Scala's compiler, which it needs when it is compiled only;
 * the empty package spares every city four megabytes.
 */
@Export
@Version("2.13.16")
package scala.reflect.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
