namespace IosBackup.Errors;

/// <summary>Whether doing it again can end better. Scripts find it in <c>$_.Exception.Data['Retry']</c>.</summary>
public enum RetryAdvice
{
    /// <summary>It will fail again.</summary>
    No,

    /// <summary>It can succeed once somebody has done what the recommendation says.</summary>
    AfterAction,

    /// <summary>It can succeed by itself, later.</summary>
    Later,
}
