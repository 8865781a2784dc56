using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Security.Authentication;

namespace IosBackup.VirtualDevice.Faults;

/// <summary>
/// What goes wrong with a phone. Everything is off at first and may be switched at any time; what a backup does depends
/// on the values at the moment it gets there. Faults of the way to the phone are at <see cref="Mux.Cable"/>.
/// </summary>
public sealed class PhoneFaults
{
    /// <summary>How long lockdown thinks before it answers.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Ends every connection at the start of its TLS handshake.</summary>
    public bool DropTlsHandshake { get; set; }

    /// <summary>The TLS versions that the phone accepts; none leaves the choice to the platform.</summary>
    public SslProtocols TlsProtocols { get; set; } = SslProtocols.None;

    /// <summary>Services that lockdown refuses to start, with the error it gives.</summary>
    public ConcurrentDictionary<string, string> RefusedServices { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a second connection to the backup service is refused while there is one.</summary>
    public bool RefuseSecondBackupSession { get; set; }

    /// <summary>What happens when the phone asks for its passcode.</summary>
    public PasscodeEntry PasscodeEntry { get; set; }

    /// <summary>How long that takes.</summary>
    public TimeSpan PasscodeDelay { get; set; }

    /// <summary>How long the phone is silent while it scans its files.</summary>
    public TimeSpan ScanDelay { get; set; }

    /// <summary>Ends the backup with an error.</summary>
    public BackupFailure? Failure { get; set; }

    /// <summary>Breaks the connection before a step, as if the phone's backup program had crashed.</summary>
    public BackupStep? DisconnectBefore { get; set; }

    /// <summary>Breaks the connection after so many bytes of file content, in the middle of a block.</summary>
    public long? DisconnectAfterUploadedBytes { get; set; }

    /// <summary>Files whose upload ends with an error.</summary>
    public IReadOnlyList<UploadFault> UploadFaults { get; set; } = [];

    /// <summary>Number of files that change while they are read, and are sent again at the end.</summary>
    public int FilesModifiedWhileUploading { get; set; }

    /// <summary>A request with a path outside the backup.</summary>
    public HostileRequest? HostileRequest { get; set; }

    /// <summary>A frame that cannot be.</summary>
    public BrokenFrame? BrokenFrame { get; set; }

    /// <summary>The size that the phone says its upload has, to be found too large for the host.</summary>
    public long? ClaimedUploadSize { get; set; }

    /// <summary>Sends a ping before every batch of files.</summary>
    public bool SendPings { get; set; }

    /// <summary>A request of this unknown name is made before the first batch of files.</summary>
    public string? UnknownVerb { get; set; }

    /// <summary>Announces an upload and sends no file in it.</summary>
    public bool EmptyUpload { get; set; }

    /// <summary>The user taps "Cancel" on the phone after so many files.</summary>
    public int? CancelAfterFiles { get; set; }

    /// <summary>
    /// Number of rows in the manifest that have an id and nothing else: phones write such for files that they have not
    /// reached.
    /// </summary>
    public int PlaceholderRows { get; set; }

    /// <summary>The version that Status.plist states.</summary>
    public string? StatusVersion { get; set; }

    /// <summary>The final check misses a file that was never there.</summary>
    public bool MissFileAtEnd { get; set; }

    /// <summary>Ends the restore with an error.</summary>
    public RestoreFailure? RestoreFailure { get; set; }

    /// <summary>
    /// Breaks the connection before the phone's request of this number to the host, counted from zero in every
    /// operation.
    /// </summary>
    public int? DisconnectBeforeRequest { get; set; }

    /// <summary>Has the host copy the backup before a restore, whatever it was told.</summary>
    public bool CopiesBackupAnyway { get; set; }

    /// <summary>How long a phone that will restart leaves the host for its good-bye.</summary>
    public TimeSpan RebootDelay { get; set; } = TimeSpan.FromSeconds(1);
}
