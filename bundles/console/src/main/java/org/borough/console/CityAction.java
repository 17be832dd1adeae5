// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.osgi.framework.BundleContext;

/** What all commands of the city have in common: they find out where they run, and work there. */
abstract class CityAction implements Action {

    @Reference
    BundleContext context;

    @Reference
    Session session;

    @Override
    public final Object execute() {
        Desk desk = new Desk(
                new FrameworkPlatform(context), session.getConsole(), session.getKeyboard(), Person.subject(session));
        run(desk);
        desk.out().flush();
        // The return value would be shown by an interactive console only.
        return null;
    }

    abstract void run(Desk desk);
}
