using System;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>An operation that ends with a status other than success.</summary>
internal sealed class AfcException(AfcStatus status) : Exception(status.ToString())
{
    public AfcStatus Status { get; } = status;
}
