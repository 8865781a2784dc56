namespace IosBackup.Benchmarks;

/// <summary>Something to measure beside a peer, in one run on one machine.</summary>
internal interface IBenchmark
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, with its options.</summary>
    string Summary { get; }

    /// <summary>Measures and reports.</summary>
    void Run(Options options, Report report);
}
