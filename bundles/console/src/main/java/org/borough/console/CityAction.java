// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.borough.thing.BoroughException;
import org.osgi.framework.BundleContext;

/** What all commands of the city have in common: they find out where they run, and work there. */
abstract class CityAction implements Action {

    @Reference
    BundleContext context;

    @Reference
    Session session;

    @Override
    public final Object execute() throws CommandException {
        Desk desk = new Desk(
                new FrameworkPlatform(context), session.getConsole(), session.getKeyboard(), Person.subject(session));
        try {
            LateOptions.sort(this);
            run(desk);
        } catch (BoroughException e) {
            // Of this class Karaf shows the first text to the person and logs no stack trace.
            throw new CommandException(name() + ": " + e.getMessage(), e.getMessage(), e);
        } finally {
            desk.out().flush();
        }
        // The return value would be shown by an interactive console only.
        return null;
    }

    String name() {
        Command command = getClass().getAnnotation(Command.class);
        return command.scope() + ':' + command.name();
    }

    abstract void run(Desk desk);
}
