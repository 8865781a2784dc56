namespace IosBackup.Engine.Records.Messages;

/// <summary>The columns of a message.</summary>
internal sealed class MessageColumns
{
    public MessageColumns(RecordStore store)
    {
        Select = store.Select("message", "m");
        bool hasJoin = Select.Join("chat_message_join", "cm", "message_id", "m", "ROWID");
        bool hasDeleted = Select.Join("chat_recoverable_message_join", "rec", "message_id", "m", "ROWID");
        Guid = Select.Column("m", "guid");
        Text = Select.Column("m", "text");
        Body = Select.Column("m", "attributedBody");
        Subject = Select.Column("m", "subject");
        Service = Select.Column("m", "service");
        Account = Select.Column("m", "destination_caller_id", "account");
        Date = Select.Column("m", "date");
        DateRead = Select.Column("m", "date_read");
        DateDelivered = Select.Column("m", "date_delivered");
        DateEdited = Select.Column("m", "date_edited");
        DateRetracted = Select.Column("m", "date_retracted");
        Handle = Select.Column("m", "handle_id");
        IsFromMe = Select.Column("m", "is_from_me");
        IsRead = Select.Column("m", "is_read");
        IsSent = Select.Column("m", "is_sent");
        IsSpam = Select.Column("m", "is_spam");
        IsAudio = Select.Column("m", "is_audio_message");
        Error = Select.Column("m", "error");
        ItemType = Select.Column("m", "item_type");
        GroupAction = Select.Column("m", "group_action_type");
        GroupTitle = Select.Column("m", "group_title");
        OtherHandle = Select.Column("m", "other_handle");
        ShareStatus = Select.Column("m", "share_status");
        Associated = Select.Column("m", "associated_message_guid");
        AssociatedType = Select.Column("m", "associated_message_type");
        Balloon = Select.Column("m", "balloon_bundle_id");
        Payload = Select.Column("m", "payload_data");
        Effect = Select.Column("m", "expressive_send_style_id");
        Summary = Select.Column("m", "message_summary_info");
        Thread = Select.Column("m", "thread_originator_guid");
        ThreadPart = Select.Column("m", "thread_originator_part");
        ScheduleType = Select.Column("m", "schedule_type");
        ScheduleState = Select.Column("m", "schedule_state");
        Chat = Select.Expression(hasJoin && hasDeleted ? "COALESCE(cm.chat_id, rec.chat_id)"
            : hasJoin ? "cm.chat_id" : hasDeleted ? "rec.chat_id" : "NULL");
        DateDeleted = Select.Column("rec", "delete_date");
    }

    /// <summary>The query for messages.</summary>
    public RecordSelect Select { get; }

    public int Guid { get; }

    public int Text { get; }

    public int Body { get; }

    public int Subject { get; }

    public int Service { get; }

    public int Account { get; }

    public int Date { get; }

    public int DateRead { get; }

    public int DateDelivered { get; }

    public int DateEdited { get; }

    public int DateRetracted { get; }

    public int Handle { get; }

    public int IsFromMe { get; }

    public int IsRead { get; }

    public int IsSent { get; }

    public int IsSpam { get; }

    public int IsAudio { get; }

    public int Error { get; }

    public int ItemType { get; }

    public int GroupAction { get; }

    public int GroupTitle { get; }

    public int OtherHandle { get; }

    public int ShareStatus { get; }

    public int Associated { get; }

    public int AssociatedType { get; }

    public int Balloon { get; }

    public int Payload { get; }

    public int Effect { get; }

    public int Summary { get; }

    public int Thread { get; }

    public int ThreadPart { get; }

    public int ScheduleType { get; }

    public int ScheduleState { get; }

    public int Chat { get; }

    public int DateDeleted { get; }
}
