using System;
using System.Diagnostics;
using IosBackup.Engine.Verification;
using IosBackup.Output;
using IosBackup.Pipeline;

namespace IosBackup.Verification;

/// <summary>Shows how far a verification is: files, bytes and speed.</summary>
internal sealed class VerificationDisplay(IProgress<ProgressState> line) : IProgress<VerificationProgress>
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Report(VerificationProgress value)
    {
        string files = value.FilesTotal is long total
            ? $"{_Format.Count(value.FilesChecked)} of {_Format.Count(total)} files"
            : $"{_Format.Count(value.FilesChecked)} files";
        if (value.BytesTotal is not long bytes)
        {
            line.Report(new ProgressState(files, value.FilesChecked, value.FilesTotal));
            return;
        }

        double seconds = _clock.Elapsed.TotalSeconds;
        string rate = seconds < 1 ? string.Empty : $", {_Format.Rate(value.BytesChecked / seconds)}";
        line.Report(new ProgressState(
            $"{files}, {_Format.Size(value.BytesChecked)} of {_Format.Size(bytes)}{rate}", value.BytesChecked, bytes));
    }
}
