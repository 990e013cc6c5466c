// SPDX-License-Identifier: Apache-2.0

/**
 * What editing costs and withstands: JMH benchmarks, fuzz targets, very large bodies. All that here
 * imports the gateway's classes.
 */
@org.jspecify.annotations.NullMarked
package eu.octroi.loadtest.editing;
