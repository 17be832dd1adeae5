// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.datex2;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.thing.Reading;

/** One publication, read from its first element to its last. */
final class Publication {

    private static final String TYPE = "MeasuredDataPublication";
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final byte[] bytes;
    private final List<Reading<?>> readings = new ArrayList<>();
    private boolean measured;
    private Site site;

    Publication(byte... bytes) {
        this.bytes = bytes;
    }

    List<Reading<?>> readings() {
        try {
            XMLStreamReader in = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
            while (in.hasNext()) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    begin(in);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(in.getLocalName());
                }
            }
        } catch (XMLStreamException e) {
            throw new UndecodableUplinkException("the message is not well-formed XML: " + e.getMessage());
        }
        if (!measured) {
            throw new UndecodableUplinkException("the message is not a " + TYPE + " of DATEX II in XML.");
        }
        return readings;
    }

    /** Nothing outside the message is ever read. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void begin(XMLStreamReader in) throws XMLStreamException {
        String type = in.getAttributeValue(INSTANCE, "type");
        if (type != null && type.endsWith("Publication")) {
            measured = type.endsWith(TYPE);
            if (!measured) {
                throw new UndecodableUplinkException("the message is a " + type + ", not a " + TYPE + ".");
            }
        }
        if (in.getLocalName().equals("siteMeasurements")) {
            site = new Site();
        } else if (site != null) {
            inside(in);
        }
    }

    private void inside(XMLStreamReader in) throws XMLStreamException {
        switch (in.getLocalName()) {
            case "measurementSiteReference" -> site.named(in.getAttributeValue(null, "id"));
            case "basicData" -> site.value();
            case "vehicleFlowRate" -> site.flow(in.getElementText());
            case "speed" -> site.speed(in.getElementText());
            case "percentage" -> site.occupancy(in.getElementText());
            case "dataError" -> site.error(in.getElementText());
            case "measurementTimeDefault" -> site.inTime(true);
            case "timeValue" -> site.timed(in.getElementText());
            default -> {
                // What counts nothing is left aside.
            }
        }
        if (in.isStartElement() && in.getLocalName().equals("measurementTimeDefault")) {
            text(in);
        }
    }

    /** Version 2 has the time as text, version 3 in an element inside. */
    private void text(XMLStreamReader in) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int event = in.next();
        while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.SPACE) {
            text.append(in.getText());
            event = in.next();
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
            inside(in);
        } else if (!text.toString().isBlank()) {
            site.timed(text.toString());
        }
    }

    private void end(String name) {
        if (name.equals("siteMeasurements") && site != null) {
            readings.addAll(site.readings());
            site = null;
        } else if (name.equals("basicData") && site != null) {
            site.close();
        } else if (name.equals("measurementTimeDefault") && site != null) {
            site.inTime(false);
        }
    }
}
