// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import com.fasterxml.jackson.databind.JsonNode;

/** The tours of a day as a page that needs no script, fits a phone and prints on paper. Pure. */
final class Sheet {

    private static final String STYLE = "body{font:1.05rem/1.4 sans-serif;margin:.6rem;max-width:48rem}"
            + "ol{padding-left:1.6rem}li{margin:.5rem 0;padding:.4rem;border-bottom:1px solid #999}"
            + ".done{color:#555;text-decoration:line-through}.why{font-size:.85rem;color:#333}"
            + "button,input{font:inherit;padding:.5rem;min-height:2.75rem}input{width:5rem}"
            + "@media print{form,nav{display:none}li{break-inside:avoid}li::after{content:' \\2610'}section{break-after:page}}";

    private final String area;
    private final JsonNode tours;
    private final JsonNode emptied;
    private final boolean mayConfirm;
    private final StringBuilder html = new StringBuilder(4096);

    private Sheet(String area, JsonNode tours, JsonNode emptied, boolean mayConfirm) {
        this.area = area;
        this.tours = tours;
        this.emptied = emptied;
        this.mayConfirm = mayConfirm;
    }

    /**
     * Writes the page.
     *
     * @param tours what the service shows in its feature {@code wasteTours}
     * @param emptied what crews confirmed, by container
     * @param mayConfirm whether whoever looks may confirm
     */
    static String html(String area, JsonNode tours, JsonNode emptied, boolean mayConfirm) {
        return new Sheet(area, tours, emptied, mayConfirm).page();
    }

    private String page() {
        String day = tours.path("day").asText("");
        html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Tours ")
                .append(escaped(day))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Tours of ")
                .append(escaped(day.isEmpty() ? "no day yet" : day))
                .append("</h1>");
        if (day.isEmpty()) {
            html.append("<p>No tours are planned yet.</p>");
        } else {
            html.append("<p class=\"why\">").append(text("basis")).append("</p>");
            avoided();
            int number = 1;
            for (JsonNode tour : tours.path("tours")) {
                tour(tour, number++);
            }
            left();
        }
        return html.append("</body></html>").toString();
    }

    private String text(String key) {
        return escaped(tours.path(key).asText());
    }

    private void tour(JsonNode tour, int number) {
        html.append("<section id=\"t")
                .append(number)
                .append("\"><h2>")
                .append(escaped(tour.path("truck").asText()));
        html.append("</h2><p>")
                .append(tour.path("kilometres").asText())
                .append(" km, ")
                .append(tour.path("hours").asText())
                .append(" h, about ")
                .append(tour.path("kilograms").asText())
                .append(" kg</p><ol>");
        tour.path("halts").forEach(this::halt);
        html.append("</ol></section>");
    }

    private void halt(JsonNode halt) {
        String id = halt.path("id").asText();
        boolean done = emptied.path(id)
                .path("at")
                .asText()
                .startsWith(tours.path("day").asText());
        html.append("<li><span").append(done ? " class=\"done\"" : "").append("><b>");
        html.append(escaped(halt.path("at").asText()))
                .append("</b> ")
                .append(escaped(halt.path("name").asText()));
        html.append("</span> <a href=\"geo:")
                .append(halt.path("latitude").asDouble())
                .append(',')
                .append(halt.path("longitude").asDouble())
                .append("\">map</a>");
        if (halt.path("tip").asBoolean()) {
            html.append(" <b>unload</b></li>");
            return;
        }
        html.append("<br><span class=\"why\">")
                .append(escaped(halt.path("why").asText()))
                .append("</span>");
        if (!done && mayConfirm) {
            html.append("<form method=\"post\" action=\"")
                    .append(escaped(area))
                    .append("\"><input type=\"hidden\" name=\"container\" value=\"")
                    .append(escaped(id))
                    .append("\"><input name=\"kg\" inputmode=\"decimal\" placeholder=\"kg\" aria-label=\"kilograms\">")
                    .append(" <button>Emptied</button></form>");
        }
        html.append("</li>");
    }

    private void avoided() {
        tours.path("avoided").forEach(one -> html.append("<p class=\"why\">")
                .append(escaped(one.path("why").asText()))
                .append("</p>"));
    }

    private void left() {
        if (tours.path("left").isEmpty()) {
            return;
        }
        html.append("<section><h2>Not on a tour</h2><ul>");
        tours.path("left").forEach(one -> html.append("<li>")
                .append(escaped(one.path("id").asText()))
                .append(": ")
                .append(escaped(one.path("why").asText()))
                .append("</li>"));
        html.append("</ul></section>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
