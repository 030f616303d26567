namespace HedgeFast.Simulation.Kernel;

/// <summary>Ends the code of a process that was killed: each further system call throws it again.</summary>
internal sealed class ProcessKilledException() : Exception("The simulated process was killed.");
