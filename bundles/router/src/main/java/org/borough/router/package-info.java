// SPDX-License-Identifier: EPL-2.0
/**
 * The ring's hub. Everything about one thing happens on that thing's lane, a single thread; a guarded call into a
 * stranger's code is the last act of its {@link org.borough.router.Work}, so that a lane can go on without the thread
 * that the stranger kept.
 */
@Capability(namespace = "org.borough.adapter", version = "1.0")
package org.borough.router;

import org.osgi.annotation.bundle.Capability;
