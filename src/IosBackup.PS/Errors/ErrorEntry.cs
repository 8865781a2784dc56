using System.Management.Automation;
using IosBackup.Engine.Errors;

namespace IosBackup.Errors;

/// <summary>What people are told about a kind of error.</summary>
/// <param name="Kind">The kind; its name is the ErrorId.</param>
/// <param name="Category">PowerShell's category.</param>
/// <param name="Message">What happened; see <see cref="MessageTemplate"/>.</param>
/// <param name="Action">What to do about it.</param>
/// <param name="Retry">Whether trying again helps.</param>
internal sealed record ErrorEntry(
    ErrorKind Kind, ErrorCategory Category, string Message, string Action, RetryAdvice Retry);
