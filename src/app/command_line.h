#pragma once

namespace himthough::app {

/// Reads the command line, the environment and the settings file, and runs what was asked for. The exit status: 0 well, 1 it
/// could not be done, 2 it was not said right.
int run_command_line(int count, char** words);

}  // namespace himthough::app
