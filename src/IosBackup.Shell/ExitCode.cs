namespace IosBackup.Shell;

/// <summary>The exit codes of pwsh, and one for a run that was stopped.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadCommandLine = 64;
    public const int NotStarted = 70;

    /// <summary>Ctrl+C or SIGTERM. pwsh says 0 here, which a scheduled job would take for success.</summary>
    public const int Stopped = 130;
}
