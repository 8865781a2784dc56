using System;

namespace IosBackup.Engine.Errors;

/// <summary>
/// The one exception of the engine. <see cref="Kind"/> says what happened, <see cref="Target"/> what it happened to;
/// the message is technical and in English, texts for people are made by the module's error catalogue.
/// </summary>
public sealed class EngineException : Exception
{
    /// <summary>Makes an exception of a kind.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">Technical detail, without secrets.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public EngineException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
    }

    /// <summary>What went wrong.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The UDID, path or name that the error is about, when the place that threw knew it.</summary>
    public string? Target { get; init; }

    /// <summary>The device's MBErrorDomain code, when the device reported one.</summary>
    public int? DeviceCode { get; init; }

    /// <summary>The code of the underlying error in the device's description, when it named one.</summary>
    public int? UnderlyingCode { get; init; }

    /// <summary>The name of the error as the device gave it ("InvalidHostID"), when it gave one.</summary>
    public string? DeviceError { get; init; }

    /// <summary>Bytes that the operation needs at the destination, when space was the problem.</summary>
    public long? NeededBytes { get; init; }

    /// <summary>Bytes free at the destination, when space was the problem.</summary>
    public long? FreeBytes { get; init; }
}
