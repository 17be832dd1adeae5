// SPDX-License-Identifier: EPL-2.0
/**
 * Metadata of things: what the headers {@code put-metadata}, {@code get-metadata} and {@code delete-metadata} ask for.
 *
 * <p>A thing keeps its metadata in the hidden member {@code _metadata}, which mirrors the thing. Events carry what they
 * change of it as one JSON merge patch from the top of {@code _metadata}.
 */
package org.borough.twin.engine.metadata;
