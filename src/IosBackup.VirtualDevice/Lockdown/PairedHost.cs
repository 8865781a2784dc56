namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>A computer that a phone trusts.</summary>
/// <param name="HostId">What the computer calls itself in this pairing.</param>
/// <param name="HostCertificate">Its certificate (DER).</param>
/// <param name="RootCertificate">The certificate that signed the others (DER).</param>
/// <param name="DeviceCertificate">The phone's certificate in this pairing (DER).</param>
/// <param name="EscrowBag">Opens the phone's data while its screen is locked.</param>
internal sealed record PairedHost(
    string HostId, byte[] HostCertificate, byte[] RootCertificate, byte[] DeviceCertificate, byte[] EscrowBag);
