using System;

namespace IosBackup.Benchmarks;

/// <summary>A run of a program.</summary>
/// <param name="Time">How long it took.</param>
/// <param name="PeakBytes">The most memory it had; 0 where the system does not tell.</param>
/// <param name="Output">What it printed.</param>
internal sealed record PeerRun(TimeSpan Time, long PeakBytes, string Output);
