using System;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// Tells from a whole header how many bytes of body follow. Throws
/// <see cref="Errors.ErrorKind.ProtocolViolation"/> for a length that no honest peer sends.
/// </summary>
internal delegate int FrameBodyLength(ReadOnlySpan<byte> header);
