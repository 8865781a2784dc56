using System;
using System.Diagnostics;
using IosBackup.Engine.Verification;
using IosBackup.Output;
using IosBackup.Pipeline;

namespace IosBackup.Verification;

/// <summary>Shows how far a verification is: files, bytes and speed.</summary>
internal sealed class VerificationDisplay(IProgress<ProgressState> line) : IProgress<VerificationProgress>
{
    private readonly Stopwatch _clock = new();
    private VerificationPhase? _phase;

    /// <summary>Files and bytes of how many, and the rate.</summary>
    /// <param name="files">Files that are done.</param>
    /// <param name="filesTotal">Files there are.</param>
    /// <param name="bytes">Bytes that are done.</param>
    /// <param name="bytesTotal">Bytes there are.</param>
    /// <param name="passed">How long it has taken; null not to tell a rate.</param>
    public static ProgressState ToState(
        long files, long? filesTotal, long bytes, long? bytesTotal, TimeSpan? passed)
    {
        string done = filesTotal is long total
            ? $"{_Format.Count(Math.Min(files, total))} of {_Format.Count(total)} files"
            : $"{_Format.Count(files)} files";
        if (bytesTotal is not long all)
        {
            return new ProgressState(done, files, filesTotal);
        }

        string rate = passed is not { TotalSeconds: >= 1 and double seconds }
            ? string.Empty
            : $", {_Format.Rate(bytes / seconds)}";
        string sizes = $"{_Format.Size(Math.Min(bytes, all))} of {_Format.Size(all)}";
        return new ProgressState($"{done}, {sizes}{rate}", bytes, all);
    }

    public void Report(VerificationProgress value)
    {
        if (_phase != value.Phase)
        {
            _phase = value.Phase;
            _clock.Restart();
        }

        ProgressState state = ToState(
            value.Files, value.FilesTotal, value.Bytes, value.BytesTotal, _clock.Elapsed);
        line.Report(value.Phase == VerificationPhase.Restoring
            ? state with { Status = $"Restoring to a simulated device: {state.Status}" }
            : state);
    }
}
