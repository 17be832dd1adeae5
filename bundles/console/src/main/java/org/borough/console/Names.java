// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes names of what is there. */
abstract class Names implements Completer {

    /** No terminal shows more to advantage. */
    private static final int LIMIT = 500;

    @Reference
    BundleContext context;

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        String argument = line.getCursorArgument();
        String typed = argument == null ? "" : argument.substring(0, line.getArgumentPosition());
        List<String> names = names(new FrameworkPlatform(context))
                .filter(name -> name.startsWith(typed))
                .distinct()
                .sorted()
                .limit(LIMIT)
                .toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }

    abstract Stream<String> names(Platform platform);
}
